using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Media;

/// <summary>
/// The listener grain of one room at one gateway, on behalf of all its listeners there. Key: <see cref="ListenerKeys.For"/>.
/// Lives at that gateway, whose silo the key names. Grain messages grow with gateways, never with listeners.
/// </summary>
[Alias("AudioRooms.IListenerGrain")]
public interface IListenerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Subscribes to the room's stage and starts to call <paramref name="gatewayRoom"/>. Called again every 30 s to show that the
    /// gateway still wants it, and at once when <see cref="ReportAsync"/> says that this activation is new; the listener grain
    /// closes itself 90 s after the last call.
    /// </summary>
    /// <param name="gatewayRoom">The gateway's side.</param>
    /// <param name="opening">Higher with every call of this gateway. A lower one than the listener grain has seen changes
    /// nothing: it was overtaken.</param>
    [Alias("Open")]
    Task<RoomReply<RoomView>> OpenAsync(IGatewayRoom gatewayRoom, long opening);

    /// <summary>The last listener left.</summary>
    /// <param name="opening">The number of the last <see cref="OpenAsync"/>;
    /// the listener grain stays open if it was opened again since.</param>
    [Alias("Close")]
    Task CloseAsync(long opening);

    /// <summary>The room changed.</summary>
    /// <returns>
    /// True when packets are judged by the new stage here and at the gateway. False if this activation does not know the gateway,
    /// which may have another listener grain that has not heard of the change.
    /// </returns>
    [Alias("Apply"), AlwaysInterleave]
    Task<bool> ApplyAsync(RoomChange change);

    /// <summary>
    /// People here reacted; every gateway of the room gets to know, this one too. The tally's number tells a repeated one.
    /// </summary>
    [Alias("React"), OneWay]
    Task ReactAsync(ReactionTally tally);

    /// <summary>Who is connected here; called once a second.</summary>
    /// <param name="presence">What the room shall know; null if that is what it was told last.</param>
    /// <returns>
    /// False if this activation does not know the gateway, because it is new: it passed nothing on, and hears nothing until
    /// <see cref="OpenAsync"/>.
    /// </returns>
    [Alias("Report")]
    Task<bool> ReportAsync(GatewayPresence? presence);

    /// <summary>
    /// Who came and went here, at most once a second. Kept here for whoever lists the audience; the other gateways hear who came.
    /// </summary>
    [Alias("ReportRoster")]
    Task ReportRosterAsync(RosterChange change);

    /// <summary>
    /// What the listeners here lose, every few seconds while anybody in the room loses anything; the other gateways get to know.
    /// </summary>
    [Alias("ReportLoss"), OneWay]
    Task ReportLossAsync(LossNote note);

    /// <summary>People connected here who are not on stage, in the order of their ids.</summary>
    /// <param name="after">The last one listed before; null to begin.</param>
    /// <param name="words">The beginning of a handle or of a word of a name, case and accents aside; empty for everybody.</param>
    /// <param name="limit">1 to 100.</param>
    [Alias("ListAudience"), AlwaysInterleave]
    Task<ImmutableArray<Person>> ListAudienceAsync(UserId? after, string words, int limit);
}

/// <summary>The gateway's side of a listener grain.</summary>
[Alias("AudioRooms.IGatewayRoom")]
public interface IGatewayRoom : IGrainObserver
{
    /// <summary>A packet that everybody here shall hear: its source is on the visible stage, unmuted and active.</summary>
    [Alias("Packet"), OneWay]
    Task OnPacketAsync(StagePacket packet);

    /// <summary>The room changed; the media that follows obeys the new stage.</summary>
    [Alias("Change")]
    Task OnChangeAsync(RoomChange change);

    /// <summary>People somewhere in the room reacted.</summary>
    [Alias("Reactions"), OneWay]
    Task OnReactionsAsync(ReactionTally tally);

    /// <summary>People came in at another gateway: their older connections here are over.</summary>
    [Alias("Arrivals"), OneWay]
    Task OnArrivalsAsync(ArrivalNote note);

    /// <summary>What the listeners at another gateway lose.</summary>
    [Alias("Loss"), OneWay]
    Task OnLossAsync(LossNote note);

    /// <summary>Somebody else leads the conversation, or nobody any more; told again now and then.</summary>
    [Alias("Dominant"), OneWay]
    Task OnDominantAsync(DominantNote note);
}

/// <summary>Keys of listener grains.</summary>
public static class ListenerKeys
{
    /// <summary>The key of a room's listener grain at a gateway.</summary>
    public static string For(RoomId room, string gatewayId) => $"{room.Value}/{gatewayId}";

    /// <summary>The id of a gateway that lives in a silo, so that its listener grains can live there too.</summary>
    /// <param name="gateway">Names the gateway among all; has no '@'.</param>
    /// <param name="silo">Names its silo, see <see cref="SiloOf"/>.</param>
    public static string GatewayIn(string gateway, string silo) => $"{gateway}@{silo}";

    /// <summary>The silo that a key names; null if the gateway lives in none.</summary>
    public static string? SiloOf(string key) => key.LastIndexOf('@') is > 0 and var at ? key[(at + 1)..] : null;
}
