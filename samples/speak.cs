#:project ../src/Client/Client.csproj
// Opens a room and speaks a file into it: dotnet run speak.cs FILE [http://127.0.0.1:8081]. FILE is Ogg Opus or WAV.
using AudioRooms.Client;
using AudioRooms.Wire.V1;

if (args.Length == 0)
{
    Console.Error.WriteLine("Say which file to speak: dotnet run speak.cs FILE [SERVER]");
    return 2;
}

var speech = RecordedSpeech.Load(args[0]);
var server = new Uri(args.ElementAtOrDefault(1) ?? "http://127.0.0.1:8081");
var token = "";
await using var client = new AudioRoomsClient(new() { Server = server, AccessToken = _ => new(token) });
var handle = $"speaker_{Guid.NewGuid():N}"[..20];
token = (await client.Accounts.SignUpAsync(handle, $"password of {handle}", "A file that speaks")).AccessToken;

var card = await client.Rooms.CreateAsync(new CreateRoomRequest { Title = Path.GetFileName(args[0]), Language = "en" });
await using var room = await client.JoinAsync(card.RoomId);
await room.TakeStageAsync();
Console.WriteLine($"Speaking in room {card.RoomId} for {speech.Duration.TotalSeconds:0} s.");

var microphone = new Microphone(room);
await microphone.SpeakAsync(speech.Frames(advice: () => room.EncoderAdvice)); // one packet every 20 ms
Console.WriteLine($"Spoke {microphone.Sent} packets.");
await room.EndRoomAsync();
return 0;
