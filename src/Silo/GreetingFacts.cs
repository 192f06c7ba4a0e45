using AudioRooms.Domain.Users;

namespace AudioRooms.Silo;

/// <summary>What the greeting tells besides the command line's settings.</summary>
/// <param name="SignUp">Who may make an account.</param>
/// <param name="HasDashboard">Whether Orleans' dashboard is served.</param>
/// <param name="Origins">Other servers whose pages may connect.</param>
/// <param name="HasAccounts">False at the first start, before anybody signed up.</param>
/// <param name="GuestsMax">How many people without an account may listen at once; 0 for none.</param>
internal sealed record GreetingFacts(
    SignUpPolicy SignUp, bool HasDashboard, IEnumerable<string> Origins, bool HasAccounts, int GuestsMax);
