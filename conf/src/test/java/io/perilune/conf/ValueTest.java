// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.conf.value.Address;
import io.perilune.conf.value.Cidr;
import io.perilune.conf.value.IpAddress;
import io.perilune.conf.value.Size;
import io.perilune.conf.value.Time;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    void sizesHaveKAndMAndOffsetsG() {
        assertThat(Size.parse("10")).isEqualTo(10);
        assertThat(Size.parse("8k")).isEqualTo(8192);
        assertThat(Size.parse("1M")).isEqualTo(1 << 20);
        assertThat(Size.parse("1g")).isEqualTo(Size.INVALID);
        assertThat(Size.parseOffset("2G")).isEqualTo(2L << 30);
        assertThat(Size.parse("")).isEqualTo(Size.INVALID);
        assertThat(Size.parse("k")).isEqualTo(Size.INVALID);
        assertThat(Size.parse("-1")).isEqualTo(Size.INVALID);
        assertThat(Size.parse("9223372036854775807k")).isEqualTo(Size.INVALID);
        assertThat(Size.parse("9223372036854775808")).isEqualTo(Size.INVALID);
    }

    @Test
    void timesGoFromLargeUnitsToSmall() {
        assertThat(Time.parseMillis("68000ms")).isEqualTo(68000);
        assertThat(Time.parseMillis("1h30m")).isEqualTo(5_400_000);
        assertThat(Time.parseMillis("5")).isEqualTo(5000);
        assertThat(Time.parseMillis("1s 5ms")).isEqualTo(1005);
        assertThat(Time.parseMillis("1y")).isEqualTo(Time.INVALID);
        assertThat(Time.parseMillis("1M")).isEqualTo(Time.INVALID);
        assertThat(Time.parseMillis("1m1h")).isEqualTo(Time.INVALID);
        assertThat(Time.parseMillis("")).isEqualTo(Time.INVALID);
        assertThat(Time.parseSeconds("1y1M")).isEqualTo(31_536_000 + 2_592_000);
        assertThat(Time.parseSeconds("1d 2h")).isEqualTo(93_600);
        assertThat(Time.parseSeconds("5ms")).isEqualTo(Time.INVALID);
        assertThat(Time.parseSeconds("9999999999999y")).isEqualTo(Time.INVALID);
    }

    @Test
    void addressesToListenOn() throws Address.Malformed {
        assertThat(Address.parseListen("8080", 80).getFirst().display()).isEqualTo("0.0.0.0:8080");
        assertThat(Address.parseListen("*:81", 80).getFirst().wildcard()).isTrue();
        assertThat(Address.parseListen("127.0.0.1", 80).getFirst().display())
                .isEqualTo("127.0.0.1:80");
        assertThat(Address.parseListen("[::]:82", 80).getFirst().display()).isEqualTo("[::]:82");
        assertThat(Address.parseListen("[::1]", 80).getFirst().display()).isEqualTo("[::1]:80");
        assertThat(Address.parseListen("unix:/tmp/s", 80).getFirst().display())
                .isEqualTo("unix:/tmp/s");
        assertThatThrownBy(() -> Address.parseListen("99999", 80)).hasMessage("invalid port");
        assertThatThrownBy(() -> Address.parseListen("unix:", 80))
                .hasMessage("no path in the unix domain socket");
        assertThatThrownBy(() -> Address.parseListen(":80", 80)).hasMessage("no host");
    }

    @Test
    void rangesOfAddresses() {
        Cidr ten = Cidr.parse("10.0.0.0/8");
        assertThat(ten.contains(IpAddress.parse("10.255.0.1"))).isTrue();
        assertThat(ten.contains(IpAddress.parse("11.0.0.1"))).isFalse();
        assertThat(ten.contains(IpAddress.parse("::ffff:10.0.0.1"))).isTrue();
        assertThat(Cidr.parse("10.0.0.1/8").lowBitsWereSet()).isTrue();
        assertThat(Cidr.parse("2001:db8::/33").contains(IpAddress.parse("2001:db8:7fff::1")))
                .isTrue();
        assertThat(Cidr.parse("2001:db8::/33").contains(IpAddress.parse("2001:db8:8000::1")))
                .isFalse();
        assertThat(Cidr.parse("1.2.3.4/33")).isNull();
        assertThat(Cidr.parse("0.0.0.0/0").contains(IpAddress.parse("1.2.3.4"))).isTrue();
        assertThat(Cidr.parse("x")).isNull();
    }

    @Test
    void addressesArePrintedShort() {
        assertThat(IpAddress.format(IpAddress.parse("2001:0DB8:0:0:1:0:0:1")))
                .isEqualTo("2001:db8::1:0:0:1");
        assertThat(IpAddress.format(IpAddress.parse("::"))).isEqualTo("::");
        assertThat(IpAddress.parse("1.2.3")).isNull();
        assertThat(IpAddress.parse("1:2")).isNull();
    }
}
