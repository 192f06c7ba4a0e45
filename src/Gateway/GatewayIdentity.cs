using AudioRooms.Contracts;

namespace AudioRooms.Gateway;

/// <summary>Names this gateway process among others: new with every start, because what it holds does not outlive it.</summary>
internal sealed class GatewayIdentity
{
    public string Id { get; } = Identifiers.NewId();
}
