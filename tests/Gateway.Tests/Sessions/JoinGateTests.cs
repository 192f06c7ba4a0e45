using AudioRooms.Gateway.Access;
using AudioRooms.Testing;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class JoinGateTests
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private readonly ManualTime time = new();

    [Fact]
    public async Task EnterAsync_AsManyAsAtOnce_GoInAtOnce()
    {
        var gate = new JoinGate(2, time);

        (await gate.EnterAsync()).ShouldBeNull();
        (await gate.EnterAsync()).ShouldBeNull();

        gate.EnterAsync().AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Leave_OthersWait_TheyGoInInTheirOrder()
    {
        var gate = new JoinGate(1, time);
        await gate.EnterAsync();
        var (second, third) = (gate.EnterAsync().AsTask(), gate.EnterAsync().AsTask());

        gate.Leave(Tenth);
        (await second).ShouldBeNull();
        third.IsCompleted.ShouldBeFalse();

        gate.Leave(Tenth);
        (await third).ShouldBeNull();
    }

    [Fact]
    public async Task EnterAsync_MoreThanAreLetInWithinTwoSeconds_AreToldWhenToCome()
    {
        var gate = new JoinGate(1, time);
        await TeachAsync(gate, Tenth);
        await gate.EnterAsync();
        var waiting = new List<Task<TimeSpan?>>();
        while (gate.Waiting == waiting.Count)
        {
            waiting.Add(gate.EnterAsync().AsTask());
        }

        // The last one does not wait.
        gate.Waiting.ShouldBeInRange(19, 23);
        (await waiting[^1]).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));

        // Each further join gets a time of its own, separated by the duration of a join.
        var again = (await gate.EnterAsync()).ShouldNotBeNull();
        var later = (await gate.EnterAsync()).ShouldNotBeNull();
        (later - again).TotalMilliseconds.ShouldBeInRange(80, 120);
    }

    [Fact]
    public async Task EnterAsync_AThousandRefused_AreAllToldToComeWithinTenSeconds()
    {
        var gate = new JoinGate(1, time);
        await TeachAsync(gate, Tenth);
        await gate.EnterAsync();
        while (!gate.EnterAsync().AsTask().IsCompleted)
        {
            // Until no further join may wait.
        }

        for (var refused = 0; refused < 1_000; refused++)
        {
            (await gate.EnterAsync()).ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task EnterAsync_AfterTheCrowd_IsAsBefore()
    {
        var gate = new JoinGate(1, time);
        await gate.EnterAsync();
        var waiting = gate.EnterAsync().AsTask();
        gate.Leave(Tenth);
        await waiting;
        gate.Leave(Tenth);

        (await gate.EnterAsync()).ShouldBeNull();
        gate.Waiting.ShouldBe(0);
    }

    // Enough joins for the gate to learn how long one takes.
    private static async Task TeachAsync(JoinGate gate, TimeSpan each)
    {
        for (var join = 0; join < 200; join++)
        {
            await gate.EnterAsync();
            gate.Leave(each);
        }
    }
}
