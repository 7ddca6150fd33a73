// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: what to run, the process around the server, and the one place that names every
 * module.
 */
package io.perilune.cli;
