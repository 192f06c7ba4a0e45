#:project ../src/Client/Client.csproj
// Hears a live room for five seconds: dotnet run listen.cs [http://127.0.0.1:8081]
using AudioRooms.Client;

var server = new Uri(args.FirstOrDefault() ?? "http://127.0.0.1:8081");
var handle = $"cs_{Guid.NewGuid():N}"[..20];
var token = "";
await using var client = new AudioRoomsClient(new AudioRoomsClientOptions
{
    Server = server, AccessToken = _ => ValueTask.FromResult<string?>(token),
});
token = (await client.Accounts.SignUpAsync(handle, $"password of {handle}", "C# example")).AccessToken;

var live = await client.Rooms.ListAsync().FirstAsync(room => room.SpeakerCount > 0);
await using var room = await client.JoinAsync(live.RoomId);
Console.WriteLine($"In \"{room.Room.Title}\"; on stage: {string.Join(", ", room.Room.Stage.Select(voice => voice.DisplayName))}.");

using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(5));
var heard = new Dictionary<string, int>();
try
{
    await foreach (var packet in room.Packets.ReadAllAsync(enough.Token))
    {
        var name = packet.Speaker?.Handle ?? "somebody";
        heard[name] = heard.GetValueOrDefault(name) + 1; // packet.Opus is one Opus frame of 20 ms
    }
}
catch (OperationCanceledException)
{
    await room.LeaveAsync();
}

Console.WriteLine($"Heard {string.Join(", ", heard.Select(pair => $"{pair.Key} {pair.Value} packets"))}.");
