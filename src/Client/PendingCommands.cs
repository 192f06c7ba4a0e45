using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>The commands that wait for their Ok or Refusal. Bounded; thread-safe.</summary>
internal sealed class PendingCommands
{
    /// <summary>More at once is a program that does not wait for answers.</summary>
    private const int Limit = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<ulong, TaskCompletionSource> waiting = [];
    private ulong lastId;

    public Task Add(out ulong requestId)
    {
        lock (gate)
        {
            if (waiting.Count >= Limit)
            {
                throw new InvalidOperationException($"{Limit} commands wait for an answer already; await them first.");
            }

            requestId = ++lastId;
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(requestId, answer);
            return answer.Task;
        }
    }

    /// <summary>An id for a command whose answer is awaited elsewhere.</summary>
    public ulong NextId()
    {
        lock (gate)
        {
            return ++lastId;
        }
    }

    public void Accept(ulong requestId) => Remove(requestId)?.TrySetResult();

    /// <summary>Returns false if nobody waits for this answer.</summary>
    public bool Refuse(Refusal refusal)
    {
        var answer = Remove(refusal.RequestId);
        answer?.TrySetException(Refusals.From(refusal));
        return answer is not null;
    }

    public void Forget(ulong requestId) => Remove(requestId);

    /// <summary>The connection is gone: whoever waits learns it.</summary>
    public void FailAll(Exception reason)
    {
        TaskCompletionSource[] all;
        lock (gate)
        {
            all = [.. waiting.Values];
            waiting.Clear();
        }

        foreach (var answer in all)
        {
            answer.TrySetException(reason);
        }
    }

    private TaskCompletionSource? Remove(ulong requestId)
    {
        lock (gate)
        {
            return waiting.Remove(requestId, out var answer) ? answer : null;
        }
    }
}
