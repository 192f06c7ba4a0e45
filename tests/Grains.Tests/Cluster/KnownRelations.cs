using System.Collections.Concurrent;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Who is followed by somebody on stage, as a test says.</summary>
internal sealed class KnownRelations : IStageRelations
{
    public ConcurrentDictionary<UserId, bool> Followed { get; } = [];

    public Task<bool> IsFollowedAsync(StageView stage, UserId user) => Task.FromResult(Followed.ContainsKey(user));
}
