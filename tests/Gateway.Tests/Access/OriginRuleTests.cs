using AudioRooms.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AudioRooms.Gateway.Tests.Access;

public sealed class OriginRuleTests
{
    private readonly OriginRule rule = new(["https://app.example", "capacitor://localhost"]);

    [Theory]
    [InlineData("http://rooms.example", "rooms.example", true)]
    [InlineData("https://rooms.example", "rooms.example", true)] // TLS ends at a proxy
    [InlineData("https://ROOMS.example", "rooms.EXAMPLE", true)]
    [InlineData("http://rooms.example:80", "rooms.example", false)] // no browser writes the scheme's own port
    [InlineData("https://rooms.example", "rooms.example:443", true)]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", "[::1]:8080", true)]
    [InlineData("http://127.0.0.1:8081", "127.0.0.1:8080", false)]
    [InlineData("http://rooms.example.evil.example", "rooms.example", false)]
    [InlineData("http://evil.example", "rooms.example", false)]
    [InlineData("http://rooms.example@evil.example", "rooms.example", false)]
    [InlineData("http://evil.example/rooms.example", "rooms.example", false)]
    [InlineData("ftp://rooms.example", "rooms.example", false)]
    [InlineData("https://app.example", "rooms.example", true)]
    [InlineData("https://APP.example", "rooms.example", true)]
    [InlineData("http://app.example", "rooms.example", false)] // an origin is scheme, host and port
    [InlineData("https://app.example:8443", "rooms.example", false)]
    [InlineData("capacitor://localhost", "rooms.example", true)]
    [InlineData("null", "rooms.example", false)]
    [InlineData("null", "null", false)]
    [InlineData("", "rooms.example", false)]
    [InlineData("http://rooms.example", "", false)]
    public void Allows_AnOrigin_IfItIsTheServersOrOneOfTheList(string origin, string host, bool allowed) =>
        rule.Allows(origin, new HostString(host)).ShouldBe(allowed);

    [Fact]
    public void Allows_NoOrigin_IsNoBrowser() => rule.Allows(StringValues.Empty, new HostString("rooms.example")).ShouldBeTrue();

    [Fact]
    public void Allows_TwoOrigins_NeverHolds() =>
        rule.Allows(new StringValues(["https://app.example", "https://app.example"]), new HostString("rooms.example"))
            .ShouldBeFalse();

    [Theory]
    [InlineData("https://app.example")]
    [InlineData("http://127.0.0.1:3000")]
    public void Errors_AnOrigin_None(string origin) =>
        new WebSocketOptions { AllowedOrigins = [origin] }.Errors().ShouldBeEmpty();

    [Theory]
    [InlineData("*")]
    [InlineData("app.example")]
    [InlineData("https://app.example/")]
    [InlineData("https://app.example/page")]
    [InlineData("null")]
    public void Errors_SomethingElse_IsNamed(string origin) =>
        new WebSocketOptions { AllowedOrigins = [origin] }.Errors().ShouldHaveSingleItem().ShouldContain($"\"{origin}\"");
}
