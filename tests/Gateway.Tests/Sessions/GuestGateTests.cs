using AudioRooms.Gateway.Sessions;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class GuestGateTests
{
    [Fact]
    public void TryEnter_AllPlacesTaken_IsFalseUntilOneLeaves()
    {
        var gate = new GuestGate(2);

        gate.TryEnter().ShouldBeTrue();
        gate.TryEnter().ShouldBeTrue();
        gate.TryEnter().ShouldBeFalse();
        gate.Leave();

        gate.TryEnter().ShouldBeTrue();
        gate.Count.ShouldBe(2);
    }

    [Fact]
    public void TryEnter_NoGuestsAllowed_IsFalse() => new GuestGate(0).TryEnter().ShouldBeFalse();
}
