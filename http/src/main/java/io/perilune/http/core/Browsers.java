// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

/** Browsers with habits that nginx minds, told by their User-Agent. Stateless. */
final class Browsers {

    private Browsers() {}

    /** Internet Explorer, as nginx tells it: "MSIE " with a version behind it, and not Opera. */
    static boolean isMsie(String agent) {
        return msieVersion(agent) > 0 && !agent.contains("Opera");
    }

    /** Internet Explorer before 7, or 6 without service pack 2. */
    static boolean isMsie6(String agent) {
        int version = msieVersion(agent);
        return version > 0
                && !agent.contains("Opera")
                && (version <= '5' || version == '6' && !agent.contains("SV1"));
    }

    private static int msieVersion(String agent) {
        int at = agent.indexOf("MSIE ");
        return at >= 0 && at + 6 < agent.length() && agent.charAt(at + 6) == '.'
                ? agent.charAt(at + 5)
                : 0;
    }

    static boolean isChrome(String agent) {
        return agent.contains("Chrome/");
    }

    static boolean isSafari(String agent) {
        return !agent.contains("Chrome/")
                && agent.contains("Safari/")
                && agent.contains("Mac OS X");
    }
}
