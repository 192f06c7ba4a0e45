using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

// A grant is held in memory only. It is lost with the activation, for example when the silo that knew this grain's location dies.
// The speaker grain then asks its room while packets arrive: one call at a time and at most ten a second, so that a device that
// goes on talking after it left the stage costs the room next to nothing. The room answers with its stage, so the answer cannot
// permit anything that the room did not.
internal sealed partial class SpeakerGrain
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    // A room whose silo has just died does not answer until the failure is noticed. The call gives up before, and a later one is
    // made.
    private static readonly TimeSpan AskBound = TimeSpan.FromMilliseconds(500);

    // Lower than every epoch, so that the room always answers with its stage.
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
            // Without an answer packets are dropped and counted. The next packet asks again.
            LogNotAsked(fault, this.GetPrimaryKeyString());
        }
        finally
        {
            isAsking = false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "The room of speaker grain {Key} did not say in time whether the speaker may be heard.")]
    private partial void LogNotAsked(Exception exception, string key);
}
