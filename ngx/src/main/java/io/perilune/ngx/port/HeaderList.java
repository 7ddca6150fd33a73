// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/** Header lines in their order. Confined to the worker of their request. */
public interface HeaderList {

    int headerCount();

    /** As it was sent. */
    String headerName(int index);

    String headerValue(int index);
}
