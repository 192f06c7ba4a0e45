namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>The test classes that share one <see cref="InteropServer"/>.</summary>
[CollectionDefinition(Name)]
public sealed class InteropGroup : ICollectionFixture<InteropServer>
{
    public const string Name = "interoperability";
}
