// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/**
 * A response's head while it is made up. The fields are what nginx keeps apart from the list of
 * lines; {@link #headers} holds all other lines. Confined to its worker.
 */
public final class ResponseHead {

    /** Status code; 0: none set yet, which is sent as 200. */
    public int status;

    /** The text after {@code HTTP/1.1 }, as {@code 299 My reason}; null: by the status. */
    public String statusLine;

    /** Length of the body; -1: not known. */
    public long contentLength = -1;

    /** Value of Content-Type without the charset; null: none. */
    public String contentType;

    /** Charset added to text types; null: none. */
    public String charset;

    /** Seconds since the epoch; -1: none. */
    public long lastModified = -1;

    /** Value of Location, made absolute when it starts with '/'; null: none, or among the lines. */
    public String location;

    /** Server line in place of the built-in one; null: the built-in one, "": none. */
    public String server;

    /** Date line in place of the built-in one; null: the built-in one, "": none. */
    public String date;

    /** Value of ETag; null: none. */
    public String etag;

    /** Value of Content-Encoding; null: none. */
    public String contentEncoding;

    /** All other lines. A value of "" is sent; to suppress a line remove it. */
    public final Headers headers = new Headers(4);

    /** Trailer lines for a chunked body; null: none. */
    public Headers trailers;

    /** Whether ranges of the body may be served. */
    public boolean acceptRanges;

    /**
     * Whether the body depends on the client's Accept-Encoding: adds a Vary line before all {@link
     * #headers}.
     */
    public boolean variesByEncoding;

    /**
     * Gives a line of this name the value and removes others of the name, whether it has a field of
     * its own or not; null removes it. Content-Length and Last-Modified must be well formed.
     */
    public void set(String name, String value) {
        switch (Field.of(name)) {
            case CONTENT_LENGTH ->
                    contentLength = value == null ? -1 : Long.parseLong(value.trim());
            case CONTENT_TYPE -> {
                contentType = value;
                charset = null;
            }
            case LAST_MODIFIED -> setLastModified(name, value);
            case SERVER -> server = value == null ? "" : value;
            case DATE -> date = value == null ? "" : value;
            case LOCATION -> {
                location = null;
                setLine(name, value);
            }
            case ETAG -> {
                etag = null;
                setLine(name, value);
            }
            case CONTENT_ENCODING -> contentEncoding = value;
            case NONE -> setLine(name, value);
        }
    }

    private void setLine(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }

    /** A date that is none is sent as it is. */
    private void setLastModified(String name, String value) {
        lastModified = value == null ? -1 : HttpDate.parse(value);
        setLine(name, value == null || lastModified >= 0 ? null : value);
    }

    /** The first value of this name as it would be sent; null: no such line, or a built-in one. */
    public String get(String name) {
        String own =
                switch (Field.of(name)) {
                    case CONTENT_LENGTH -> contentLength < 0 ? null : Long.toString(contentLength);
                    case CONTENT_TYPE -> contentTypeLine();
                    case LAST_MODIFIED -> lastModified < 0 ? null : HttpDate.format(lastModified);
                    case SERVER -> server;
                    case DATE -> date;
                    case LOCATION -> location;
                    case ETAG -> etag;
                    case CONTENT_ENCODING -> contentEncoding;
                    case NONE -> null;
                };
        return own != null ? own : headers.get(name);
    }

    /** Content-Type with its charset, as it is sent; null: none. */
    public String contentTypeLine() {
        return contentType == null || charset == null
                ? contentType
                : contentType + "; charset=" + charset;
    }

    /** Lines with fields of their own. */
    private enum Field {
        NONE,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        LAST_MODIFIED,
        SERVER,
        DATE,
        LOCATION,
        ETAG,
        CONTENT_ENCODING;

        static Field of(String name) {
            return switch (name.length()) {
                case 4 ->
                        name.equalsIgnoreCase("Date")
                                ? DATE
                                : name.equalsIgnoreCase("ETag") ? ETAG : NONE;
                case 6 -> name.equalsIgnoreCase("Server") ? SERVER : NONE;
                case 8 -> name.equalsIgnoreCase("Location") ? LOCATION : NONE;
                case 12 -> name.equalsIgnoreCase("Content-Type") ? CONTENT_TYPE : NONE;
                case 13 -> name.equalsIgnoreCase("Last-Modified") ? LAST_MODIFIED : NONE;
                case 14 -> name.equalsIgnoreCase("Content-Length") ? CONTENT_LENGTH : NONE;
                case 16 -> name.equalsIgnoreCase("Content-Encoding") ? CONTENT_ENCODING : NONE;
                default -> NONE;
            };
        }
    }

    /** Content-Length is not sent and not computed any more. */
    public void clearContentLength() {
        contentLength = -1;
    }

    /** Back to a fresh head, for an error page or a new answer. */
    public void clear() {
        status = 0;
        statusLine = null;
        contentLength = -1;
        contentType = null;
        charset = null;
        lastModified = -1;
        location = null;
        server = null;
        date = null;
        etag = null;
        contentEncoding = null;
        headers.clear();
        trailers = null;
        acceptRanges = false;
        variesByEncoding = false;
    }
}
