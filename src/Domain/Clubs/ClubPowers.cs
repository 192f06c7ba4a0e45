using AudioRooms.Contracts.Clubs;

namespace AudioRooms.Domain.Clubs;

/// <summary>Actions that need more than membership.</summary>
public enum ClubPower
{
    /// <summary>Decide about applications.</summary>
    Judge = 1,

    /// <summary>Invite people.</summary>
    Invite = 2,

    /// <summary>Open rooms and schedule events in the club's name, where the club reserves that to leaders.</summary>
    Open = 3,

    /// <summary>Change the settings.</summary>
    Edit = 4,

    /// <summary>Appoint leaders and make them members again.</summary>
    Appoint = 5,

    /// <summary>Remove people, ban them and pardon them.</summary>
    Expel = 6,

    /// <summary>Hand the club over or close it.</summary>
    Dispose = 7,
}

/// <summary>Which role may do what: leaders admit people and open rooms, the owner decides everything else.</summary>
public static class ClubPowers
{
    /// <summary>The lowest role that has the power.</summary>
    public static ClubRole Least(ClubPower power) => power switch
    {
        ClubPower.Judge or ClubPower.Invite or ClubPower.Open => ClubRole.Leader,
        ClubPower.Edit or ClubPower.Appoint or ClubPower.Expel or ClubPower.Dispose => ClubRole.Owner,
    };

    /// <summary>True if this role has the power.</summary>
    public static bool Has(ClubRole role, ClubPower power) => ClubSeat.IsMembership(role) && role >= Least(power);

    /// <summary>True if this role may open rooms and schedule events in a club that is not closed.</summary>
    public static bool MayOpenRooms(ClubRole role, ClubRoomOpeners openers) => openers switch
    {
        ClubRoomOpeners.Leaders => Has(role, ClubPower.Open),
        ClubRoomOpeners.Members => ClubSeat.IsMembership(role),
    };
}
