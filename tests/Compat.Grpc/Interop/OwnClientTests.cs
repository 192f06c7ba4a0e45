namespace AudioRooms.Compat.Grpc.Interop;

[Collection(InteropGroup.Name)]
public sealed class OwnClientTests(InteropServer server)
{
    public static TheoryData<string> Cases() => new(InteropCases.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task InteropCase_OfOwnClient_Passes(string name)
    {
        using var channel = server.Host.CreateChannel();

        await InteropCases.RunAsync(name, channel);
    }
}
