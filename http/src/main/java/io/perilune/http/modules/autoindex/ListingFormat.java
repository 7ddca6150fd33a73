// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.autoindex;

import io.perilune.http.message.HttpDate;
import io.perilune.http.modules.UriEscape;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How a listing is written; byte for byte as nginx does. */
enum ListingFormat {
    HTML("text/html") {
        @Override
        String write(String uri, List<FolderEntry> entries, RowStyle style) {
            String title = escapeHtml(uri);
            StringBuilder out = new StringBuilder(256 + entries.size() * 160);
            out.append("<html>\r\n<head><title>Index of ")
                    .append(title)
                    .append("</title></head>\r\n<body>\r\n<h1>Index of ")
                    .append(title)
                    .append("</h1><hr><pre><a href=\"../\">../</a>\r\n");
            for (FolderEntry entry : entries) {
                row(entry, style, out);
            }
            return out.append("</pre><hr></body>\r\n</html>\r\n").toString();
        }
    },
    JSON("application/json") {
        @Override
        String write(String uri, List<FolderEntry> entries, RowStyle style) {
            StringBuilder out = new StringBuilder("[");
            String separator = "\r\n";
            for (FolderEntry entry : entries) {
                out.append(separator)
                        .append("{ \"name\":\"")
                        .append(escapeJson(entry.name()))
                        .append("\", \"type\":\"")
                        .append(entry.kind().text)
                        .append("\", \"mtime\":\"")
                        .append(HttpDate.format(entry.modified()))
                        .append('"');
                if (entry.kind() == FolderEntry.Kind.FILE) {
                    out.append(", \"size\":").append(entry.size());
                }
                out.append(" }");
                separator = ",\r\n";
            }
            return out.append("\r\n]").toString();
        }
    },
    XML("text/xml") {
        @Override
        String write(String uri, List<FolderEntry> entries, RowStyle style) {
            StringBuilder out = new StringBuilder("<?xml version=\"1.0\"?>\r\n<list>\r\n");
            for (FolderEntry entry : entries) {
                out.append('<')
                        .append(entry.kind().text)
                        .append(" mtime=\"")
                        .append(XML_DATE.format(Instant.ofEpochSecond(entry.modified())))
                        .append('"');
                if (entry.kind() == FolderEntry.Kind.FILE) {
                    out.append(" size=\"").append(entry.size()).append('"');
                }
                out.append('>')
                        .append(escapeHtml(entry.name()))
                        .append("</")
                        .append(entry.kind().text)
                        .append(">\r\n");
            }
            return out.append("</list>\r\n").toString();
        }
    };

    /**
     * How the rows of a page look.
     *
     * @param exactSize in bytes, not rounded to K, M and G
     * @param utf8 names are as wide as they have characters, not bytes
     */
    record RowStyle(boolean localTime, boolean exactSize, boolean utf8) {}

    private static final int NAME_WIDTH = 50;
    private static final DateTimeFormatter ROW_DATE =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter XML_DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    final String contentType;

    ListingFormat(String contentType) {
        this.contentType = contentType;
    }

    /**
     * @param uri the folder's path, with a slash at its end
     */
    abstract String write(String uri, List<FolderEntry> entries, RowStyle style);

    private static void row(FolderEntry entry, RowStyle style, StringBuilder out) {
        String slash = entry.isFolder() ? "/" : "";
        String name = entry.name();
        int width = width(name, style.utf8());
        out.append("<a href=\"")
                .append(UriEscape.URI_COMPONENT.escape(name))
                .append(slash)
                .append("\">");
        if (width > NAME_WIDTH) {
            out.append(escapeHtml(name.substring(0, end(name, NAME_WIDTH - 3, style.utf8()))))
                    .append("..&gt;</a>");
        } else {
            out.append(escapeHtml(name)).append(width < NAME_WIDTH ? slash : "").append("</a>");
            out.repeat(' ', NAME_WIDTH - width - (width < NAME_WIDTH ? slash.length() : 0));
        }
        ZoneId zone = style.localTime() ? ZoneId.systemDefault() : ZoneOffset.UTC;
        out.append(' ')
                .append(ROW_DATE.format(Instant.ofEpochSecond(entry.modified()).atZone(zone)))
                .append(' ');
        String size =
                entry.isFolder()
                        ? "-"
                        : style.exactSize() ? Long.toString(entry.size()) : humanSize(entry.size());
        out.repeat(' ', Math.max(0, (style.exactSize() ? 19 : 7) - size.length()))
                .append(size)
                .append("\r\n");
    }

    /** In bytes, or in characters when the page says that it is UTF-8. */
    private static int width(String name, boolean utf8) {
        return utf8 ? (int) name.chars().filter(c -> (c & 0xc0) != 0x80).count() : name.length();
    }

    private static int end(String name, int width, boolean utf8) {
        int end = 0;
        for (int left = width; left > 0 && end < name.length(); left--) {
            end++;
            while (utf8 && end < name.length() && (name.charAt(end) & 0xc0) == 0x80) {
                end++;
            }
        }
        return end;
    }

    private static String humanSize(long length) {
        long size = length;
        String unit = "";
        if (length > 1024 * 1024 * 1024 - 1) {
            size = rounded(length, 30);
            unit = "G";
        } else if (length > 1024 * 1024 - 1) {
            size = rounded(length, 20);
            unit = "M";
        } else if (length > 9999) {
            size = rounded(length, 10);
            unit = "K";
        }
        return size + unit;
    }

    private static long rounded(long length, int shift) {
        long rest = length & (1L << shift) - 1;
        return (length >> shift) + (rest > (1L << shift - 1) - 1 ? 1 : 0);
    }

    private static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String escapeJson(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u%04X".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
