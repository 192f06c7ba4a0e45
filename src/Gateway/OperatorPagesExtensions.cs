using AudioRooms.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway;

/// <summary>Puts pages of the host behind the operator's sign-in.</summary>
public static class OperatorPagesExtensions
{
    /// <summary>
    /// Restricts the pages of the group to operators: with the operator's key as the password of HTTP Basic or in the header
    /// <c>operator-key</c>, or with the access token of an account with the operator's power. In development a caller on the same
    /// machine needs neither. Wrong keys are limited per address.
    /// </summary>
    public static RouteGroupBuilder RequireOperator(this RouteGroupBuilder pages) =>
        pages.AddEndpointFilter(static (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<OperatorDoor>().InvokeAsync(context, next));
}
