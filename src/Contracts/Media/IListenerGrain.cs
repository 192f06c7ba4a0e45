using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Media;

/// <summary>Hears one room on behalf of all its listeners at one gateway. Key: <see cref="ListenerKeys.For"/>. The grain is
/// placed in the gateway's silo, which the key names. The number of grain messages therefore grows with gateways, never with
/// listeners.</summary>
[Alias("AudioRooms.IListenerGrain")]
public interface IListenerGrain : IGrainWithStringKey
{
    /// <summary>Subscribes to the room's stage and starts to call <paramref name="gatewayRoom"/>. The gateway calls again every
    /// 30 s to show that it still wants the room, and at once when <see cref="ReportAsync"/> says that this activation is new.
    /// The grain closes itself 90 s after the last call.</summary>
    /// <param name="gatewayRoom">The gateway's side.</param>
    /// <param name="opening">Higher with every call of this gateway. A call with a lower number than an earlier one was overtaken
    /// and changes nothing.</param>
    [Alias("Open")]
    Task<RoomReply<RoomView>> OpenAsync(IGatewayRoom gatewayRoom, long opening);

    /// <summary>Closes the grain after the gateway's last listener left.</summary>
    /// <param name="opening">Number of the gateway's last <see cref="OpenAsync"/>. The grain stays open if it was opened again
    /// since.</param>
    [Alias("Close")]
    Task CloseAsync(long opening);

    /// <summary>Applies a change of the room.</summary>
    /// <returns>True when this grain and the gateway judge packets by the new stage. False if this activation does not know the
    /// gateway, which may have another listener grain that has not heard of the change.</returns>
    [Alias("Apply"), AlwaysInterleave]
    Task<bool> ApplyAsync(RoomChange change);

    /// <summary>Publishes reactions of listeners at this gateway to every gateway of the room, this one included. A receiver
    /// recognises a repeated tally by its number.</summary>
    [Alias("React"), OneWay]
    Task ReactAsync(ReactionTally tally);

    /// <summary>Reports the gateway's connections; called once a second.</summary>
    /// <param name="presence">What the room shall know; null if nothing changed since the last report.</param>
    /// <returns>False if this activation is new and does not know the gateway. It passed nothing on and hears nothing until
    /// <see cref="OpenAsync"/>.</returns>
    [Alias("Report")]
    Task<bool> ReportAsync(GatewayPresence? presence);

    /// <summary>Reports arrivals and departures at this gateway, at most once a second. The grain keeps the roster for requests
    /// that list the audience, and tells the other gateways of the arrivals.</summary>
    [Alias("ReportRoster")]
    Task ReportRosterAsync(RosterChange change);

    /// <summary>Reports what the listeners at this gateway lose, every few seconds while any listener of the room loses packets.
    /// The other gateways get the note too.</summary>
    [Alias("ReportLoss"), OneWay]
    Task ReportLossAsync(LossNote note);

    /// <summary>People connected at this gateway who are not on stage, in the order of their ids.</summary>
    /// <param name="after">Last id of the previous page; null to begin.</param>
    /// <param name="words">Beginning of a handle or of a word of a name; case and accents do not matter. Empty for
    /// everybody.</param>
    /// <param name="limit">1 to 100.</param>
    [Alias("ListAudience"), AlwaysInterleave]
    Task<ImmutableArray<Person>> ListAudienceAsync(UserId? after, string words, int limit);
}

/// <summary>The gateway's side of a listener grain. Calls are best effort, as for every observer.</summary>
[Alias("AudioRooms.IGatewayRoom")]
public interface IGatewayRoom : IGrainObserver
{
    /// <summary>A packet for every listener at this gateway: its source is on the visible stage, unmuted and among the active
    /// speakers.</summary>
    [Alias("Packet"), OneWay]
    Task OnPacketAsync(StagePacket packet);

    /// <summary>A change of the room. Packets that follow obey the new stage.</summary>
    [Alias("Change")]
    Task OnChangeAsync(RoomChange change);

    /// <summary>Reactions that were given anywhere in the room.</summary>
    [Alias("Reactions"), OneWay]
    Task OnReactionsAsync(ReactionTally tally);

    /// <summary>Arrivals at another gateway. A connection that one of these people left behind at this gateway is
    /// closed.</summary>
    [Alias("Arrivals"), OneWay]
    Task OnArrivalsAsync(ArrivalNote note);

    /// <summary>What the listeners at another gateway lose.</summary>
    [Alias("Loss"), OneWay]
    Task OnLossAsync(LossNote note);

    /// <summary>Another dominant speaker, or none any more. Repeated now and then.</summary>
    [Alias("Dominant"), OneWay]
    Task OnDominantAsync(DominantNote note);
}

/// <summary>Keys of listener grains.</summary>
public static class ListenerKeys
{
    /// <summary>The key of the listener grain for a room at a gateway.</summary>
    public static string For(RoomId room, string gatewayId) => $"{room.Value}/{gatewayId}";

    /// <summary>The id of a gateway in a silo. The id names the silo, so that the gateway's listener grains can be placed
    /// there.</summary>
    /// <param name="gateway">Names the gateway among all; contains no '@'.</param>
    /// <param name="silo">Names its silo, see <see cref="SiloOf"/>.</param>
    public static string GatewayIn(string gateway, string silo) => $"{gateway}@{silo}";

    /// <summary>The silo that a key names; null if the gateway is not in a silo.</summary>
    public static string? SiloOf(string key) => key.LastIndexOf('@') is > 0 and var at ? key[(at + 1)..] : null;
}
