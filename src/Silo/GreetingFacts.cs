using AudioRooms.Domain.Users;

namespace AudioRooms.Silo;

/// <summary>What the greeting shows in addition to the settings of the command line.</summary>
/// <param name="SignUp">Who may make an account.</param>
/// <param name="HasDashboard">True if Orleans' dashboard is served.</param>
/// <param name="Origins">Origins of other servers whose pages may connect.</param>
/// <param name="HasAccounts">False at the first start, before the first sign-up.</param>
/// <param name="GuestsMax">Most people without an account who may listen at once; 0 for none.</param>
/// <param name="HasPage">True if the web page is served.</param>
internal sealed record GreetingFacts(
    SignUpPolicy SignUp, bool HasDashboard, IEnumerable<string> Origins, bool HasAccounts, int GuestsMax, bool HasPage);
