namespace AudioRooms.Domain.Users;

/// <summary>Who may make an account. The operator's choice.</summary>
public enum SignUpPolicy
{
    /// <summary>Anybody.</summary>
    Open = 1,

    /// <summary>Whoever a member or the operator invited.</summary>
    Invitation = 2,
}
