using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

// A grant is held in memory only and is lost with the activation, for example when a silo died that knew where this grain lives.
// The voice then asks its room, while packets come: one question at a time and at most ten a second, so that a device which goes
// on talking after it left the stage costs the room next to nothing. The answer opens nothing that the room did not open:
// it is the stage itself.
internal sealed partial class SpeakerGrain
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    // A room whose silo just died does not answer at all until that is noticed; by then it is asked again.
    private static readonly TimeSpan AskBound = TimeSpan.FromMilliseconds(500);

    // Lower than every epoch: the room answers with its stage, whichever it is.
    private const long NoEpoch = -1;

    private long askedAt;
    private bool hasAsked;
    private bool isAsking;

    private (RoomId Room, UserId User) Key
    {
        get
        {
            var parts = this.GetPrimaryKeyString().Split('/', 2);
            return (new RoomId(parts[0]), new UserId(parts[1]));
        }
    }

    private void AskForGrant()
    {
        if (!isAsking && (!hasAsked || time.GetElapsedTime(askedAt) >= AskEvery))
        {
            (isAsking, hasAsked, askedAt) = (true, true, time.GetTimestamp());
            _ = AskForGrantAsync();
        }
    }

    private async Task AskForGrantAsync()
    {
        var (room, user) = Key;
        try
        {
            var stage = await GrainFactory.GetGrain<IRoomGrain>(room.Value)
                .ConfirmStageAsync(gatewayId: "", NoEpoch).WaitAsync(AskBound, time);
            if (stay is null && stage?.Find(user) is { } member && Begin(member.Source, stage.Epoch))
            {
                metrics.GrantFound();
            }
        }
        catch (Exception fault)
        {
            // Packets are dropped and counted without an answer. The next one asks again.
            LogNotAsked(fault, this.GetPrimaryKeyString());
        }
        finally
        {
            isAsking = false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "The room of voice {Key} did not say in time whether it may be heard.")]
    private partial void LogNotAsked(Exception exception, string key);
}
