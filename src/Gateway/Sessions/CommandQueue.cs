using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Carries out one connection's commands one after the other, beside its reading. An empty queue costs nothing: a loop starts
/// with the first command and ends after the last. Thread-safe.
/// </summary>
/// <param name="execute">Carries out one command; does not throw.</param>
internal sealed class CommandQueue(Func<ClientMessage, Task> execute)
{
    /// <summary>Most commands that may wait. A client with more of them does not wait for answers.</summary>
    private const int WaitingMax = 16;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Queue<ClientMessage> waiting = new(0);
    private Task work = Task.CompletedTask;
    private bool isWorking;

    /// <returns>False if too many commands wait.</returns>
    public bool TryEnqueue(ClientMessage command)
    {
        using (gate.EnterScope())
        {
            if (waiting.Count >= WaitingMax)
            {
                return false;
            }

            waiting.Enqueue(command);
            if (!isWorking)
            {
                isWorking = true;
                work = WorkAsync();
            }

            return true;
        }
    }

    /// <summary>Completes when every command enqueued so far is carried out.</summary>
    public Task FinishAsync()
    {
        using (gate.EnterScope())
        {
            return work;
        }
    }

    /// <summary>Drops the commands that wait; completes when the one under way is done.</summary>
    public Task StopAsync()
    {
        using (gate.EnterScope())
        {
            waiting.Clear();
            return work;
        }
    }

    private async Task WorkAsync()
    {
        // Leaves the gate that the caller holds.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            ClientMessage? command;
            using (gate.EnterScope())
            {
                if (!waiting.TryDequeue(out command))
                {
                    isWorking = false;
                    return;
                }
            }

            await execute(command).ConfigureAwait(false);
        }
    }
}
