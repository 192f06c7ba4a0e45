using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

/// <summary>The people who have been on stage in this room, and how long their microphones were open. One entry per person, not
/// per stay.</summary>
public sealed class StageHistory
{
    private readonly ImmutableDictionary<UserId, Record> records;

    private StageHistory(ImmutableDictionary<UserId, Record> records) => this.records = records;

    public static StageHistory Empty { get; } = new(ImmutableDictionary<UserId, Record>.Empty);

    /// <summary>The history from its stored form.</summary>
    public static StageHistory From(ImmutableArray<StoredStageTime> stored) =>
        new(stored.ToImmutableDictionary(time => time.User, time => new Record(time.OpenFor, time.OpenSince)));

    /// <summary>The history in its stored form.</summary>
    public ImmutableArray<StoredStageTime> ToStored() =>
        [.. records.Select(pair => new StoredStageTime(pair.Key, pair.Value.OpenFor, pair.Value.OpenSince))];

    /// <summary>True from a person's first stay on.</summary>
    public bool HasBeenOnStage(UserId user) => records.ContainsKey(user);

    /// <summary>How long the person's microphone was open, up to when it was last closed.</summary>
    public TimeSpan OpenFor(UserId user) => records.TryGetValue(user, out var record) ? record.OpenFor : TimeSpan.Zero;

    /// <summary>Opens or closes the microphone of a person on stage.</summary>
    public StageHistory Switch(UserId user, bool isOpen, DateTimeOffset at)
    {
        var record = records.GetValueOrDefault(user) ?? new Record(TimeSpan.Zero, null);
        var openFor = record.OpenFor + (record.OpenSince is { } since ? at - since : TimeSpan.Zero);
        return new StageHistory(records.SetItem(user, new Record(openFor, isOpen ? at : null)));
    }

    private sealed record Record(TimeSpan OpenFor, DateTimeOffset? OpenSince);
}
