using AudioRooms.Gateway.Sessions;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class CommandQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TryEnqueue_WhileOneIsCarriedOut_WaitsForIt()
    {
        var first = new TaskCompletionSource();
        var done = new List<ulong>();
        var allDone = new TaskCompletionSource();
        var queue = new CommandQueue(async command =>
        {
            if (command.RequestId == 1)
            {
                await first.Task;
            }

            done.Add(command.RequestId);
            if (command.RequestId == 3)
            {
                allDone.SetResult();
            }
        });

        queue.TryEnqueue(new ClientMessage { RequestId = 1 });
        queue.TryEnqueue(new ClientMessage { RequestId = 2 });
        queue.TryEnqueue(new ClientMessage { RequestId = 3 });
        done.ShouldBeEmpty();
        first.SetResult();
        await allDone.Task.WaitAsync(Patience);

        done.ShouldBe([1ul, 2ul, 3ul]);
    }

    [Fact]
    public async Task TryEnqueue_BeyondTheBound_IsRefused()
    {
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var queue = new CommandQueue(_ =>
        {
            begun.TrySetResult();
            return gate.Task;
        });
        queue.TryEnqueue(new ClientMessage());
        await begun.Task.WaitAsync(Patience);

        var accepted = Enumerable.Range(0, 20).Count(_ => queue.TryEnqueue(new ClientMessage()));

        accepted.ShouldBe(16);
        var stopped = queue.StopAsync();
        gate.SetResult();
        await stopped.WaitAsync(Patience);
    }
}
