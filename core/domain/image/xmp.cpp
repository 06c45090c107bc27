// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/xmp.h"

#include <pugixml.hpp>
#include <sstream>
#include <string_view>

namespace solferino {

namespace {

pugi::xml_node appended(pugi::xml_node parent, const char *name, const char *space, const char *address)
{
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute(space) = address;
    return node;
}

} // namespace

std::string xmpWith(const std::string &description)
{
    pugi::xml_document document;
    const pugi::xml_node meta = appended(document, "x:xmpmeta", "xmlns:x", "adobe:ns:meta/");
    const pugi::xml_node rdf =
        appended(meta, "rdf:RDF", "xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    pugi::xml_node about = appended(rdf, "rdf:Description", "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    about.append_attribute("rdf:about") = "";
    pugi::xml_node item = about.append_child("dc:description").append_child("rdf:Alt").append_child("rdf:li");
    item.append_attribute("xml:lang") = "x-default";
    item.text() = description.c_str();
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
    return text.str();
}

std::string xmpDescription(std::span<const std::uint8_t> xmp)
{
    pugi::xml_document document;
    if (!document.load_buffer(xmp.data(), xmp.size()))
        return {};
    const pugi::xml_node found = document.find_node(
        [](pugi::xml_node node) { return std::string_view(node.name()) == "dc:description"; });
    return found.child("rdf:Alt").child("rdf:li").text().get();
}

} // namespace solferino
