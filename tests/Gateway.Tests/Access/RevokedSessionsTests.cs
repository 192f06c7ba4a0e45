using AudioRooms.Contracts;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Gateway.Tests.Access;

public sealed class RevokedSessionsTests : IDisposable
{
    private static readonly string Session = Identifiers.NewId();

    private readonly ManualTime time = new();
    private readonly FakeCluster cluster = new();
    private readonly RevokedSessions revoked;

    public RevokedSessionsTests() => revoked = new RevokedSessions(
        cluster, new GatewayOptions { SigningKey = new byte[32] }, time, NullLogger<RevokedSessions>.Instance);

    public void Dispose() => revoked.Dispose();

    [Fact]
    public async Task Contains_RevokedBeforeTheFirstQuestion_IsKnown()
    {
        cluster.Sessions.Revoke(Session);

        (await revoked.ContainsAsync(Session)).ShouldBeTrue();
        (await revoked.ContainsAsync(Identifiers.NewId())).ShouldBeFalse();
    }

    [Fact]
    public async Task Contains_RevokedElsewhere_IsKnownWithinTwoSeconds()
    {
        (await revoked.ContainsAsync(Session)).ShouldBeFalse();
        cluster.Sessions.Revoke(Session);

        time.Advance(TimeSpan.FromSeconds(2));

        (await revoked.ContainsAsync(Session)).ShouldBeTrue();
    }

    [Fact]
    public async Task Contains_AThousandCallsWithinASecond_AsksTheClusterOnce()
    {
        for (var call = 0; call < 1_000; call++)
        {
            await revoked.ContainsAsync(Identifiers.NewId());
        }

        cluster.Sessions.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Contains_WhileTheClusterDoesNotAnswer_FailsInsteadOfLettingIn()
    {
        await revoked.ContainsAsync(Session);
        cluster.Sessions.Fault = new TimeoutException();
        time.Advance(TimeSpan.FromSeconds(2));

        await Should.ThrowAsync<TimeoutException>(() => revoked.ContainsAsync(Session).AsTask());

        cluster.Sessions.Fault = null;
        (await revoked.ContainsAsync(Session)).ShouldBeFalse();
    }

    [Fact]
    public async Task Follow_ASessionThatEnds_TellsEveryConnectionOfIt()
    {
        using var first = revoked.Follow(Session);
        using var second = revoked.Follow(Session);
        using var other = revoked.Follow(Identifiers.NewId());
        cluster.Sessions.Revoke(Session);

        await revoked.RefreshAsync();

        first.Revoked.IsCancellationRequested.ShouldBeTrue();
        second.Revoked.IsCancellationRequested.ShouldBeTrue();
        other.Revoked.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Follow_ASessionKnownToBeOver_TellsAtOnce()
    {
        cluster.Sessions.Revoke(Session);
        await revoked.RefreshAsync();

        using var late = revoked.Follow(Session);

        late.Revoked.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Follow_DisposedBeforeTheEnd_IsNotToldAndNotKept()
    {
        var gone = revoked.Follow(Session);
        var token = gone.Revoked;
        gone.Dispose();
        cluster.Sessions.Revoke(Session);

        await revoked.RefreshAsync();

        token.IsCancellationRequested.ShouldBeFalse();
    }
}
