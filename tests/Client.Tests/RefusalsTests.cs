using Grpc.Core;

namespace AudioRooms.Client.Tests;

public sealed class RefusalsTests
{
    [Theory]
    [InlineData(StatusCode.ResourceExhausted, "storage_full", true)]
    [InlineData(StatusCode.Internal, "internal", true)] // the server answered, and its log says why
    [InlineData(StatusCode.Internal, "", false)] // from a proxy between the client and the server
    [InlineData(StatusCode.Unavailable, "unavailable", false)] // another attempt may succeed
    [InlineData(StatusCode.Unknown, "", false)]
    public void IsRefusal_OfAnEndedCall_IsTrueWhereTheServerSaysNo(StatusCode status, string code, bool expected) =>
        Refusals.IsRefusal(Refusals.ToRpcException(status, code, "Why.")).ShouldBe(expected);
}
