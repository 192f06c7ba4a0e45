using System.Net;
using System.Net.WebSockets;
using AudioRooms.Client.WebSockets;
using Grpc.Core;

namespace AudioRooms.Client.Tests.WebSockets;

/// <summary>The end of a WebSocket has the same meaning as the end of a gRPC call.</summary>
public sealed class EndingsTests
{
    private static readonly Uri Address = new("ws://127.0.0.1:8080/ws");

    [Fact]
    public void CloseErrors_NormalClosure_IsNone() => CloseErrors.Of(WebSocketCloseStatus.NormalClosure, "left").ShouldBeNull();

    [Theory]
    [InlineData(4_003, "malformed", StatusCode.InvalidArgument, true)]
    [InlineData(4_008, "too_slow", StatusCode.ResourceExhausted, true)]
    [InlineData(4_014, "server_stopping", StatusCode.Unavailable, false)]
    [InlineData(4_016, "token_expired", StatusCode.Unauthenticated, true)]
    public void CloseErrors_OurCode_IsItsStatusAndReason(int code, string reason, StatusCode status, bool isRefusal)
    {
        var error = CloseErrors.Of((WebSocketCloseStatus)code, reason).ShouldNotBeNull();

        error.StatusCode.ShouldBe(status);
        Refusals.IsRefusal(error).ShouldBe(isRefusal);
        Refusals.From(error).Code.ShouldBe(reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1_001)]
    [InlineData(1_011)]
    [InlineData(4_000)]
    [InlineData(4_017)]
    public void CloseErrors_AnyOtherCode_IsABrokenConnection(int? code) =>
        CloseErrors.Of((WebSocketCloseStatus?)code, "proxy").ShouldNotBeNull().StatusCode.ShouldBe(StatusCode.Unavailable);

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "token_invalid", StatusCode.Unauthenticated)]
    [InlineData(HttpStatusCode.Forbidden, "origin_forbidden", StatusCode.PermissionDenied)]
    [InlineData(HttpStatusCode.TooManyRequests, "rate_limited", StatusCode.ResourceExhausted)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "server_stopping", StatusCode.Unavailable)]
    [InlineData(HttpStatusCode.BadRequest, "subprotocol_unknown", StatusCode.InvalidArgument)]
    public void From_ARefusalOfOurServer_HasItsCodeAndWait(HttpStatusCode status, string code, StatusCode expected)
    {
        var headers = new Dictionary<string, IEnumerable<string>> { ["refusal-code"] = [code], ["retry-after-ms"] = ["1500"] };

        var error = HandshakeRefusals.From(Address, status, headers);

        error.StatusCode.ShouldBe(expected);
        Refusals.From(error).Code.ShouldBe(code);
        Refusals.From(error).RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(1_500));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, true)]
    [InlineData(HttpStatusCode.NotFound, true)]
    [InlineData(HttpStatusCode.BadGateway, false)]
    [InlineData(HttpStatusCode.GatewayTimeout, false)]
    public void From_AnAnswerOfSomethingElse_IsFinalUnlessAProxyIsInTrouble(HttpStatusCode status, bool isRefusal)
    {
        var error = HandshakeRefusals.From(Address, status, headers: null);

        Refusals.IsRefusal(error).ShouldBe(isRefusal);
        error.Status.Detail.ShouldBe($"ws://127.0.0.1:8080/ws refused the WebSocket: HTTP {(int)status}.");
    }

    [Theory]
    [InlineData("http://127.0.0.1:8081", "http://127.0.0.1:8080/")]
    [InlineData("https://rooms.example:8443", "https://rooms.example:8442/")]
    [InlineData("https://rooms.example", "https://rooms.example/")]
    public void DefaultServer_OfAGrpcAddress_KeepsItsSchemeAndHost(string grpc, string http) =>
        RoomSockets.DefaultServer(new Uri(grpc)).AbsoluteUri.ShouldBe(http);
}
