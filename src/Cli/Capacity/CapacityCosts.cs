namespace AudioRooms.Cli.Capacity;

/// <summary>
/// What things cost, in microseconds of one processor unless a name says otherwise. Where each is from: docs/capacity.md.
/// </summary>
internal sealed record CapacityCosts
{
    /// <summary>A write to a listener, with TLS, whatever it carries.</summary>
    public required double Bundle { get; init; }

    /// <summary>A packet more in a write.</summary>
    public required double PacketInBundle { get; init; }

    /// <summary>A second of a listener who hears nothing: connection, pings.</summary>
    public required double IdleSecond { get; init; }

    /// <summary>A packet of a speaker, until it is published: the silo's part.</summary>
    public required double Published { get; init; }

    /// <summary>Handing a packet to one gateway, at the silo.</summary>
    public required double Sent { get; init; }

    /// <summary>Taking a packet in at one gateway, for all who listen there.</summary>
    public required double Received { get; init; }

    /// <summary>A command of a room: decided, stored, told.</summary>
    public required double Command { get; init; }

    /// <summary>Memory of a process before anybody comes, in bytes.</summary>
    public required double ProcessBytes { get; init; }

    /// <summary>Memory of a listener at a gateway, in bytes.</summary>
    public required double ListenerBytes { get; init; }

    /// <summary>What of this was assumed and not measured, by name.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];
}
