namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>What became of registering that an order is paid.</summary>
public abstract record PaymentRegistration
{
    private PaymentRegistration()
    {
    }

    /// <summary>The order is paid over there now.</summary>
    public sealed record Registered(PlugAndPayPayment Payment) : PaymentRegistration;

    /// <summary>Nothing was written: the order is paid, credited or reversed already, or in a state that is not known here.</summary>
    public sealed record NotOpen(string? Status) : PaymentRegistration;

    /// <summary>Nothing was written: there is no such order.</summary>
    public sealed record NoOrder : PaymentRegistration;
}
