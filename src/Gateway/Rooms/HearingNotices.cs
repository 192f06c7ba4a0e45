using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Rooms;

/// <summary>Tells the devices here whether they are heard and hear. Inside the room's gate.</summary>
internal sealed class HearingNotices(RoomDevices devices)
{
    private readonly List<IRoomDevice> asked = [];
    private readonly List<HearingSample> samples = [];

    /// <summary>
    /// Once a beat: compares what the devices here say that they play. A device that neither reports nor speaks is passed over.
    /// </summary>
    /// <param name="stage">Who speaks.</param>
    public void Send(StageView stage)
    {
        asked.Clear();
        samples.Clear();
        foreach (var device in devices.All)
        {
            var connection = device.Connection;
            var source = SourceOf(connection, stage);
            if (source is not null || connection.Played.HasReported)
            {
                asked.Add(connection);

                // A device of the broadcast class acknowledges less than once a beat.
                samples.Add(new HearingSample(
                    connection.Played,
                    source,
                    connection.TakeSpoken(),
                    connection.IsBroadcast ? null : connection.Played.Take()));
            }
        }

        foreach (var (index, notice) in HearingWatch.Assess(samples))
        {
            asked[index].SendHearing(notice);
        }
    }

    private static uint? SourceOf(IRoomDevice device, StageView stage) =>
        !device.IsCompanion && stage.Find(device.Person.Id) is { Muted: false } stay ? stay.Source : null;
}
