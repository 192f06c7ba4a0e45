using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>
/// What a person wants of a room for as long as the connection lasts, and gets again after every reconnect: a place on stage,
/// silence, a latency, a sound. Thread-safe.
/// </summary>
/// <param name="options">What is wanted at first.</param>
internal sealed class RoomWishes(RoomConnectionOptions options)
{
    private volatile bool stage;
    private volatile bool muted;

    /// <summary>The class that the next Join asks for.</summary>
    public LatencyClass Latency { get; set; } = options.Latency;

    /// <summary>The sound that the next Join asks for.</summary>
    public Sound Sound { get; set; } = options.Sound;

    /// <summary>True if the caller is on stage with an open microphone, as far as the caller's own commands decide.</summary>
    public bool MaySpeak => stage && !muted;

    /// <summary>True if this is the device with which its person speaks.</summary>
    private bool IsMain => options.Role != DeviceRole.Companion;

    /// <summary>The person is on stage, and speaks by this device unless it is a companion.</summary>
    public void TakeStage() => stage = IsMain;

    /// <summary>The person steps down.</summary>
    public void LeaveStage() => stage = false;

    /// <summary>The person mutes or opens the microphone.</summary>
    public void SetMuted(bool isMuted) => muted = isMuted;

    /// <summary>The person has been muted since before this connection, if the room says so.</summary>
    public void AdoptMute(bool isMuted) => muted |= isMuted;

    /// <summary>An event that is news: the person, another device or a host may have changed what is wanted.</summary>
    public void Observe(RoomEvent happened, string userId)
    {
        if (happened.StageLeft?.UserId == userId)
        {
            (stage, muted) = (false, false);
        }
        else if (happened.StageTaken?.Member.Person.UserId == userId)
        {
            // Another device of the same person may have taken the stage. Then the main device is the one that speaks.
            stage |= IsMain;

            // An invited person enters muted. A wish to be muted outlives a stay that a broken connection ended.
            muted |= happened.StageTaken.Member.Muted;
        }
        else if (happened.MuteChanged?.UserId == userId)
        {
            // A host may have muted the caller; a reconnect must not undo that.
            muted = happened.MuteChanged.Muted;
        }
    }

    /// <summary>Takes the stage and mutes again after a reconnect, if the server has meanwhile removed the caller or forgotten
    /// the mute.</summary>
    public void Restore(Session through, RoomPicture picture, string userId)
    {
        if (!stage)
        {
            return;
        }

        var self = picture.Stage.FirstOrDefault(voice => voice.UserId == userId);
        if (self is null)
        {
            through.TrySend(new ClientMessage { TakeStage = new TakeStage() });
        }
        else if (self.Muted)
        {
            // Muted by a host meanwhile, or by the caller: in both cases a reconnect must not open the microphone.
            muted = true;
            return;
        }

        if (muted)
        {
            through.TrySend(new ClientMessage { SetMuted = new SetMuted { Muted = true } });
        }
    }
}
