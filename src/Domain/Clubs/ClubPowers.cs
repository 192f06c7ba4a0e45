using AudioRooms.Contracts.Clubs;

namespace AudioRooms.Domain.Clubs;

/// <summary>What needs more than being a member.</summary>
public enum ClubPower
{
    /// <summary>Judge applications.</summary>
    Judge = 1,

    /// <summary>Ask people to come in.</summary>
    Invite = 2,

    /// <summary>Open rooms and schedule events in the club's name, where the club leaves it to leaders.</summary>
    Open = 3,

    /// <summary>Change the settings.</summary>
    Edit = 4,

    /// <summary>Make and unmake leaders.</summary>
    Appoint = 5,

    /// <summary>Send people away, for now or for ever, and let them come back.</summary>
    Expel = 6,

    /// <summary>Hand the club over or close it.</summary>
    Dispose = 7,
}

/// <summary>Which role has which power: leaders bring people and rooms, the owner decides.</summary>
public static class ClubPowers
{
    /// <summary>The lowest role that has the power.</summary>
    public static ClubRole Least(ClubPower power) => power switch
    {
        ClubPower.Judge or ClubPower.Invite or ClubPower.Open => ClubRole.Leader,
        ClubPower.Edit or ClubPower.Appoint or ClubPower.Expel or ClubPower.Dispose => ClubRole.Owner,
    };

    /// <summary>True if somebody of this role may use the power.</summary>
    public static bool Has(ClubRole role, ClubPower power) => ClubSeat.IsMembership(role) && role >= Least(power);

    /// <summary>True if somebody of this role may open rooms and schedule events in an open club.</summary>
    public static bool MayOpenRooms(ClubRole role, ClubRoomOpeners openers) => openers switch
    {
        ClubRoomOpeners.Leaders => Has(role, ClubPower.Open),
        ClubRoomOpeners.Members => ClubSeat.IsMembership(role),
    };
}
