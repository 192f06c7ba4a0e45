using System.Threading.Channels;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// One device that watches an inbox. Changes wait here, merged into one, until the device takes them. A slow device holds at most
/// 100 entries; with more it is told to read the list instead. Thread-safe; one reader.
/// </summary>
internal sealed class InboxSubscription(UserId user)
{
    private const int WaitingMax = 100;

    private readonly Lock gate = new();
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Dictionary<string, InboxEntry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> removed = new(StringComparer.Ordinal);
    private InboxState state = new(-1, 0);
    private bool isNews;
    private bool isWhole = true;

    /// <summary>The inbox's owner.</summary>
    public UserId User { get; } = user;

    /// <summary>Merges a change into the one that waits.</summary>
    public void Offer(InboxChange change)
    {
        lock (gate)
        {
            if (change.State.Version >= state.Version)
            {
                state = change.State;
            }

            isNews |= change.IsNews;
            isWhole &= change.IsWhole;
            foreach (var entry in change.Entries)
            {
                if (!entries.TryGetValue(entry.EntryId, out var waiting) || waiting.Version <= entry.Version)
                {
                    entries[entry.EntryId] = entry;
                }
            }

            foreach (var gone in change.Removed)
            {
                entries.Remove(gone);
                removed.Add(gone);
            }

            if (entries.Count + removed.Count > WaitingMax)
            {
                isWhole = false;
            }

            if (!isWhole)
            {
                entries.Clear();
                removed.Clear();
            }
        }

        signal.Writer.TryWrite(true);
    }

    /// <summary>Waits for a change and takes everything that waits.</summary>
    public async Task<InboxChange> NextAsync(CancellationToken cancellationToken)
    {
        await signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (gate)
        {
            var change = new InboxChange(
                state.Version,
                state,
                [.. entries.Values.OrderBy(entry => entry.Version).ThenBy(entry => entry.At)],
                [.. removed],
                isNews,
                isWhole);
            entries.Clear();
            removed.Clear();
            (isNews, isWhole) = (false, true);
            return change;
        }
    }
}
