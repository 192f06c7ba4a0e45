using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>The commands that wait for their Ok or Refusal. A command with an idempotency key outlives a broken connection: the
/// server may have carried it out, so it is sent again on the next connection, and the key keeps it from being carried out twice.
/// Bounded; thread-safe.</summary>
internal sealed class PendingCommands
{
    /// <summary>Only a program that does not wait for answers has more at once.</summary>
    private const int Limit = 64;

    private readonly Lock gate = new();
    private readonly SortedDictionary<ulong, Waiting> waiting = [];
    private ulong lastId;

    /// <summary>Gives the command its id.</summary>
    public Task Add(ClientMessage command)
    {
        lock (gate)
        {
            if (waiting.Count >= Limit)
            {
                throw new InvalidOperationException($"{Limit} commands already wait for an answer; await them first.");
            }

            command.RequestId = ++lastId;
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(command.RequestId, new Waiting(command, answer));
            return answer.Task;
        }
    }

    /// <summary>An id for a command whose answer is handled elsewhere.</summary>
    public ulong NextId()
    {
        lock (gate)
        {
            return ++lastId;
        }
    }

    public void Accept(ulong requestId) => Remove(requestId)?.TrySetResult();

    /// <summary>Returns false if no command waits for this answer.</summary>
    public bool Refuse(Refusal refusal)
    {
        var answer = Remove(refusal.RequestId);
        answer?.TrySetException(Refusals.From(refusal));
        return answer is not null;
    }

    public void Forget(ulong requestId) => Remove(requestId);

    /// <summary>The commands to send again, oldest first.</summary>
    public IReadOnlyList<ClientMessage> Unanswered()
    {
        lock (gate)
        {
            return [.. waiting.Values.Select(one => one.Command).Where(command => command.IdempotencyKey.Length > 0)];
        }
    }

    /// <summary>Fails the commands that cannot be sent again, after the connection broke.</summary>
    public void FailUnrepeatable(Exception reason) => Fail(reason, static command => command.IdempotencyKey.Length == 0);

    /// <summary>Fails all commands, after the connection was closed for good.</summary>
    public void FailAll(Exception reason) => Fail(reason, static _ => true);

    private void Fail(Exception reason, Func<ClientMessage, bool> which)
    {
        KeyValuePair<ulong, Waiting>[] all;
        lock (gate)
        {
            all = [.. waiting.Where(pair => which(pair.Value.Command))];
            foreach (var (id, _) in all)
            {
                waiting.Remove(id);
            }
        }

        foreach (var (_, one) in all)
        {
            one.Answer.TrySetException(reason);
        }
    }

    private TaskCompletionSource? Remove(ulong requestId)
    {
        lock (gate)
        {
            return waiting.Remove(requestId, out var one) ? one.Answer : null;
        }
    }

    private sealed record Waiting(ClientMessage Command, TaskCompletionSource Answer);
}
