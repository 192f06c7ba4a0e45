using System.Text;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call to a grain, an observer or a grain extension.</summary>
public interface IRequest : IInvokable
{
    InvokeMethodOptions Options { get; }

    /// <summary>Adds <paramref name="options"/> to what the method's attributes say.</summary>
    void AddInvokeMethodOptions(InvokeMethodOptions options);

    /// <summary>The call for a log: interface, target, method and parameter types; never argument values.</summary>
    static string ToString(IRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = new StringBuilder(request.GetInterfaceName());
        if (request.GetTarget() is { } target)
        {
            text.Append("[(").Append(request.GetInterfaceName()).Append(')').Append(target).Append(']');
        }

        text.Append('.').Append(request.GetMethodName()).Append('(');
        var parameters = request.GetMethod().GetParameters();
        for (var index = 0; index < parameters.Length; index++)
        {
            text.Append(index == 0 ? "" : ", ").Append(parameters[index].ParameterType);
        }

        return text.Append(')').ToString();
    }

    /// <summary>The call with its argument values, for a debugger.</summary>
    static string ToMethodCallString(IRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = new StringBuilder(request.GetInterfaceName()).Append('.').Append(request.GetMethodName()).Append('(');
        for (var index = 0; index < request.GetArgumentCount(); index++)
        {
            text.Append(index == 0 ? "" : ", ").Append(request.GetArgument(index));
        }

        return text.Append(')').ToString();
    }
}
