#:project ../src/Client/Client.csproj
// Hears five seconds of a live room. Usage: dotnet run listen.cs [http://127.0.0.1:8081]
using AudioRooms.Client;

var token = "";
var server = new Uri(args.FirstOrDefault() ?? "http://127.0.0.1:8081");
await using var client = new AudioRoomsClient(new() { Server = server, AccessToken = _ => new(token) });
token = (await client.Accounts.EnterAsGuestAsync()).AccessToken;
var live = await client.Rooms.ListAsync().FirstAsync(room => room.SpeakerCount > 0);
await using var room = await client.JoinAsync(live.RoomId);
Console.WriteLine(
    $"In \"{room.Room.Title}\"; on stage: {string.Join(", ", room.Room.Stage.Select(voice => voice.DisplayName))}.");
var heard = await room.Packets.ReadAllAsync().Take(250).ToListAsync(); // packet.Opus is one Opus frame of 20 ms
var counts = heard.CountBy(packet => packet.Speaker?.Handle).Select(one => $"{one.Key} {one.Value} packets");
Console.WriteLine($"Heard {string.Join(", ", counts)}.");
await room.LeaveAsync();
