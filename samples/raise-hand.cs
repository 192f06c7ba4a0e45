#:project ../src/Client/Client.csproj
// A bot that raises its hand, says a file when it is invited on stage, and leaves the stage again. Usage: dotnet run
// raise-hand.cs ROOM FILE [http://127.0.0.1:8081]
using AudioRooms.Client;

if (args.Length < 2)
{
    Console.Error.WriteLine("Say which room and which file: dotnet run raise-hand.cs ROOM FILE [SERVER]");
    return 2;
}

var answer = RecordedSpeech.Load(args[1]);
var server = new Uri(args.ElementAtOrDefault(2) ?? "http://127.0.0.1:8081");
var token = "";
await using var client = new AudioRoomsClient(new() { Server = server, AccessToken = _ => new(token) });
var handle = $"bot_{Guid.NewGuid():N}"[..20];
token = (await client.Accounts.SignUpAsync(handle, $"password of {handle}", "Bot")).AccessToken;

await using var room = await client.JoinAsync(args[0]);
await room.RaiseHandAsync("May I say something?");
Console.WriteLine($"Hand raised in \"{room.Room.Title}\".");
while (!room.Room.InvitedToStage)
{
    await room.Updates.ReadAsync(); // the room's events; room.Room is the picture after them
}

await room.TakeStageAsync(); // an invited person arrives muted
await room.SetMutedAsync(false);
await new Microphone(room).SpeakAsync(answer.Frames());
await room.LeaveStageAsync();
Console.WriteLine("Said it, and left the stage.");
await room.LeaveAsync();
return 0;
