#pragma once

#include <string>

namespace sim {

/// Keeps other runs off a folder of parts while this one is at work in it, on all its ranks. Ends
/// with the process, however that ends; so a run that was killed is no longer in the way once its
/// last rank is gone.
class Claim {
public:
    /// Makes the folder where there is none. Throws core::ConfigError when a rank of another run
    /// is still at work in it, core::IoError when it cannot be made.
    explicit Claim(std::string folder);
    ~Claim();
    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&&) = delete;

    /// For the other ranks of a run whose first rank has made the claim.
    [[nodiscard]] static Claim as_another_rank(std::string folder);

private:
    struct Another {};
    Claim(std::string folder, Another);

    std::string folder_;
    int file_ = -1;
};

} // namespace sim
