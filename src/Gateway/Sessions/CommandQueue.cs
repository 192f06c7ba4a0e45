using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Carries out one connection's commands one after the other, beside its reading. Costs nothing while there are none: the work
/// ends with the last command and begins with the next. Thread-safe.
/// </summary>
/// <param name="execute">Carries out one command; does not throw.</param>
internal sealed class CommandQueue(Func<ClientMessage, Task> execute)
{
    /// <summary>Commands that may wait for the one before; a client that has more in flight does not wait for answers.</summary>
    private const int WaitingMax = 16;

    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Queue<ClientMessage> waiting = new(0);
    private Task work = Task.CompletedTask;
    private bool isWorking;

    /// <returns>False if too many wait.</returns>
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

    /// <summary>Completes when everything that was enqueued is carried out.</summary>
    public Task FinishAsync()
    {
        using (gate.EnterScope())
        {
            return work;
        }
    }

    /// <summary>Forgets what waits; completes when the command that is being carried out is done.</summary>
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
