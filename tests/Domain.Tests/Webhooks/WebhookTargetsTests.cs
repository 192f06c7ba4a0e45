using System.Net;
using AudioRooms.Domain.Webhooks;

namespace AudioRooms.Domain.Tests.Webhooks;

public sealed class WebhookTargetsTests
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("::ffff:93.184.216.34", false)] // IPv4-mapped
    [InlineData("::93.184.216.34", false)] // IPv4-compatible, deprecated
    [InlineData("64:ff9b::5db8:d822", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("3fff::1", false)] // documentation
    [InlineData("3fff:fff:ffff::1", false)]
    [InlineData("3fff:1000::1", true)] // outside the documentation prefix 3fff::/20
    [InlineData("5f00::1", false)] // segment routing
    [InlineData("100:0:0:1::1", false)] // dummy prefix
    [InlineData("4000::1", false)] // unassigned
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)] // Teredo
    [InlineData("2001:20::1", true)]
    [InlineData("2620:4f:8000::1", true)]
    [InlineData("192.0.0.8", false)]
    [InlineData("192.0.0.9", true)]
    [InlineData("192.31.196.1", true)]
    [InlineData("192.88.99.1", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("240.0.0.1", false)]
    public void IsPublic_OfAnAddress_KnowsWhatIsInside(string address, bool expected) =>
        WebhookTargets.IsPublic(IPAddress.Parse(address)).ShouldBe(expected);

    [Theory]
    [InlineData("https://example.org/hook?a=b", false, true)]
    [InlineData("https://example.org:8443/", false, true)]
    [InlineData("http://example.org/", false, false)]
    [InlineData("http://127.0.0.1:8080/", true, true)]
    [InlineData("https://127.0.0.1/", false, false)]
    [InlineData("https://[::1]/", false, false)]
    [InlineData("https://[::ffff:8.8.8.8]/", false, false)]
    [InlineData("https://[3fff::1]/", false, false)]
    [InlineData("https://[5f00::1]/", false, false)]
    [InlineData("https://2130706433/", false, false)]
    [InlineData("https://0x7f.1/", false, false)]
    [InlineData("https://user:word@example.org/", false, false)]
    [InlineData("https://example.org/#part", false, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("/hook", true, false)]
    [InlineData("", true, false)]
    public void TryParse_OfAnAddress_TakesOnlyWhatMayBeSentTo(string text, bool allowsPrivate, bool expected) =>
        WebhookTargets.TryParse(text, allowsPrivate, out _).ShouldBe(expected);

    [Fact]
    public void TryParse_TooLong_IsRefused() =>
        WebhookTargets.TryParse("https://example.org/" + new string('x', 500), allowsPrivate: false, out _).ShouldBeFalse();
}
