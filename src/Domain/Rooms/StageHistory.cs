using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

/// <summary>
/// Who has been on stage in this room, and for how long with an open microphone. One entry per person, not per stay.
/// </summary>
public sealed class StageHistory
{
    private readonly ImmutableDictionary<UserId, Record> records;

    private StageHistory(ImmutableDictionary<UserId, Record> records) => this.records = records;

    /// <summary>Nobody yet.</summary>
    public static StageHistory Empty { get; } = new(ImmutableDictionary<UserId, Record>.Empty);

    /// <summary>The history that was written down.</summary>
    public static StageHistory From(ImmutableArray<StoredStageTime> stored) =>
        new(stored.ToImmutableDictionary(time => time.User, time => new Record(time.OpenFor, time.OpenSince)));

    /// <summary>The written form.</summary>
    public ImmutableArray<StoredStageTime> ToStored() =>
        [.. records.Select(pair => new StoredStageTime(pair.Key, pair.Value.OpenFor, pair.Value.OpenSince))];

    /// <summary>True from the first stay on.</summary>
    public bool HasBeenOnStage(UserId user) => records.ContainsKey(user);

    /// <summary>How long the microphone was open, up to when it was last closed.</summary>
    public TimeSpan OpenFor(UserId user) => records.TryGetValue(user, out var record) ? record.OpenFor : TimeSpan.Zero;

    /// <summary>The microphone of somebody on stage is open or closed from now on.</summary>
    public StageHistory Switch(UserId user, bool isOpen, DateTimeOffset at)
    {
        var record = records.GetValueOrDefault(user) ?? new Record(TimeSpan.Zero, null);
        var openFor = record.OpenFor + (record.OpenSince is { } since ? at - since : TimeSpan.Zero);
        return new StageHistory(records.SetItem(user, new Record(openFor, isOpen ? at : null)));
    }

    private sealed record Record(TimeSpan OpenFor, DateTimeOffset? OpenSince);
}
