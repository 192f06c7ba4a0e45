using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A listener grain that passes on what it gets.</summary>
internal sealed class FakeListenerGrain(FakeRoom room) : IListenerGrain
{
    private IGatewayRoom? gatewayRoom;

    public int Opened { get; private set; }

    public bool IsClosed { get; private set; }

    public List<GatewayPresence> Reports { get; } = [];

    /// <summary>The number of reports that meet an activation which does not know the gateway.</summary>
    public int StrangerFor { get; set; }

    /// <summary>The numbers that the gateway gave to its openings.</summary>
    public List<long> Openings { get; } = [];

    public Task<RoomReply<RoomView>> OpenAsync(IGatewayRoom gatewayRoom, long opening)
    {
        Openings.Add(opening);
        this.gatewayRoom = gatewayRoom;
        Opened++;
        return room.GetAsync();
    }

    public Task CloseAsync(long opening)
    {
        IsClosed = true;
        gatewayRoom = null;
        return Task.CompletedTask;
    }

    public async Task<bool> ApplyAsync(RoomChange change)
    {
        if (gatewayRoom is null)
        {
            return false;
        }

        await gatewayRoom.OnChangeAsync(change);
        return true;
    }

    public Task<bool> ReportAsync(GatewayPresence? presence)
    {
        if (StrangerFor > 0)
        {
            StrangerFor--;
            return Task.FromResult(false);
        }

        lock (Reports)
        {
            if (presence is not null)
            {
                Reports.Add(presence);
            }
        }

        return Task.FromResult(true);
    }

    public List<RosterChange> Rosters { get; } = [];

    /// <summary>The people that a listing of the audience here returns.</summary>
    public List<Person> Audience { get; } = [];

    public Task ReportRosterAsync(RosterChange change)
    {
        Rosters.Add(change);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<Person>> ListAudienceAsync(
        UserId? after, string words, int limit) => Task.FromResult<ImmutableArray<Person>>(
        [.. Audience.Where(person => after is not { } last || string.CompareOrdinal(person.Id.Value, last.Value) > 0)
            .Take(limit)]);

    public Task NotifyArrivalsAsync(ArrivalNote note) => gatewayRoom?.OnArrivalsAsync(note) ?? Task.CompletedTask;

    public long DominantNotes { get; set; }

    public Task NotifyDominantAsync(DominantVoice? dominant) =>
        gatewayRoom?.OnDominantAsync(new DominantNote(Opened, ++DominantNotes, dominant)) ?? Task.CompletedTask;

    public List<LossTally> Losses { get; } = [];

    public Task ReportLossAsync(LossNote note)
    {
        Losses.Add(note.Tally);
        return Task.CompletedTask;
    }

    public Task NotifyLossAsync(LossNote note) => gatewayRoom?.OnLossAsync(note) ?? Task.CompletedTask;

    public List<ReactionTally> Tallies { get; } = [];

    public Task ReactAsync(ReactionTally tally)
    {
        Tallies.Add(tally);
        return gatewayRoom?.OnReactionsAsync(tally) ?? Task.CompletedTask;
    }

    public void Hear(StagePacket packet) => gatewayRoom?.OnPacketAsync(packet);
}

/// <summary>A voice that reaches every gateway room of its room at once.</summary>
internal sealed class FakeSpeakerGrain(FakeRoom room, FakeCluster cluster) : ISpeakerGrain
{
    public StageGrant? Grant { get; private set; }

    public List<SpokenPacket> Heard { get; } = [];

    public Task GrantAsync(StageGrant grant)
    {
        Grant = grant;
        return Task.CompletedTask;
    }

    public Task RevokeAsync(uint source)
    {
        Grant = null;
        return Task.CompletedTask;
    }

    public Task SpeakAsync(SpokenPacket packet)
    {
        if (Grant is null)
        {
            return Task.CompletedTask;
        }

        Heard.Add(packet);
        foreach (var gatewayRoom in cluster.ListenerGrainsOf(room.Id))
        {
            gatewayRoom.Hear(new StagePacket
            {
                Source = Grant.Source,
                Epoch = Grant.Epoch,
                Sequence = packet.Sequence,
                Timestamp = packet.Timestamp,
                Level = packet.Level,
                Opus = packet.Opus,
                SentAtMicros = packet.SentAtMicros,
            });
        }

        return Task.CompletedTask;
    }
}

/// <summary>Every room of the fake cluster on one page.</summary>
internal sealed class FakeDirectory(FakeCluster cluster) : IRoomDirectoryGrain
{
    public Task<RoomPage> ListLiveAsync(int pageSize, string? pageToken, UserId? viewer = null) =>
        Task.FromResult(new RoomPage([.. cluster.Rooms.Select(room => room.View.Card).Take(pageSize)], null));
}
