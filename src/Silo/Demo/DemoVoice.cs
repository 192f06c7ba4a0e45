using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Silo.Demo;

/// <summary>One recorded person, who takes the stage and talks in a loop: one packet every 20 ms by the clock.</summary>
internal sealed class DemoVoice(Person person, DemoRecording recording)
{
    private const int SamplesPerPacket = 960; // 20 ms at 48 kHz
    private static readonly TimeSpan PacketPeriod = TimeSpan.FromMilliseconds(20);

    public Person Person { get; } = person;

    public async Task TalkAsync(IGrainFactory grains, RoomId room, TimeProvider time, CancellationToken cancellationToken)
    {
        var speaker = grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(room, Person.Id));
        await speaker.GrantAsync(await TakeStageAsync(grains.GetGrain<IRoomGrain>(room.Value)));

        using var timer = new PeriodicTimer(PacketPeriod, time);
        var start = time.GetTimestamp();
        for (long sent = 0; ; await timer.WaitForNextTickAsync(cancellationToken))
        {
            // By the clock, not by the timer: after a late tick every packet that is due is sent, so that the talk never slows
            // down.
            for (var due = time.GetElapsedTime(start).Ticks / PacketPeriod.Ticks; sent <= due; sent++)
            {
                var (opus, level) = recording.Packets[(int)(sent % recording.Packets.Count)];
                await speaker.SpeakAsync(new SpokenPacket
                {
                    Sequence = (ushort)sent,
                    Timestamp = (uint)(sent * SamplesPerPacket),
                    Level = level,
                    Opus = opus,
                });
            }
        }
    }

    private async Task<StageGrant> TakeStageAsync(IRoomGrain room)
    {
        var reply = await room.TakeStageAsync(Person);
        if (reply.Rejection == RoomRejection.AlreadyOnStage)
        {
            // The person is on stage since before a restart; that stay has no voice any more.
            await room.LeaveStageAsync(Person.Id);
            reply = await room.TakeStageAsync(Person);
        }

        return reply.Value
            ?? throw new InvalidOperationException($"{Person.Handle} may not come on the demo's stage: {reply.Rejection}.");
    }
}
